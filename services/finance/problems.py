"""What finance says no to."""

from shared.problems import Gone, NotFound


class NotListed(NotFound):
    code, title = "NOT_LISTED", "名单中没有该企业"


class ChangesOutdated(Gone):
    code, title = "LIST_CHANGES_OUTDATED", "游标不属于名单现在的变更历史"
