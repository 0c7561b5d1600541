"""The commands of `xltargets addin`: one file in this folder for each, loaded when it is called."""
