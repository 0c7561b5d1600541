"""What an extension of version 1 that is still installed asks for; it lies in `xltargets.hosts.libreoffice` now."""

from xltargets.hosts.libreoffice.worker import main

__all__ = ["main"]
