"""融资统计: what institutions do for enterprises, group by group.

A mean is weighted by the money it is of. A median of an even number is the mean of the two in the middle. A total is
of all groups together; enterprises are counted once in each group and once in the total, so theirs is no sum.
"""
