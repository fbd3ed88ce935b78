"""Source and templates of the invented sample press; see tools/make_sample_press.py."""
