"""The usual way, written as a competent team would after the usual tutorials: what our figures stand beside."""
