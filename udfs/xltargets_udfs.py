"""The worksheet functions of xltargets as xlwings imports them: see README.md in this folder."""

from xltargets.hosts.excel.com import worksheet_functions

globals().update(worksheet_functions())
