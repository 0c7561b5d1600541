"""What an add-in of version 1 that is still installed asks for; it lies in `xltargets.hosts.excel` now."""

from xltargets.hosts.excel.addin import *  # noqa: F403
