"""What the buttons do, without knowing any host: one registry for ribbon, tool bar and command line."""
