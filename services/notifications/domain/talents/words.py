"""What is said of a need that ends soon."""

from datetime import date

from services.notifications.domain.messages import Words


def lapsing_words(title: str, until_on: date) -> Words:
    text = f"“{title}”有效至 {until_on}。仍需要的，请续期，以便列入下一期紧缺专业人才需求目录；已招到的，请确认。"
    return Words(f"人才需求即将到期：{title}"[:200], text)
