"""LibreOffice Calc: the process that answers its component."""
