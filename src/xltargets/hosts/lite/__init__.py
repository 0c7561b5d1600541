"""Excel by xlwings Lite, which runs Python inside Excel: nothing is installed beside it."""
