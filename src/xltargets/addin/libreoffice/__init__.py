"""The extension for LibreOffice Calc: built and installed."""
