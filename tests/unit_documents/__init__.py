"""Unit documents of our own wording, drawn in the layouts that awarding organisations use."""
