"""紧缺专业人才需求: declared and renewed by enterprises, published as editions of a catalogue."""
