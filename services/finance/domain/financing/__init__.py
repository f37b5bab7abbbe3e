"""融资申请: one form of an enterprise to several institutions, and what each of them answers.

states        where a part stands, and which step leads where
reasons       why an institution refuses, why a part ends without an answer
deadlines     how long an answer may take
terms         what an institution offers
applications  the parts of one application and what becomes of them together
comparing     open offers side by side
"""
