"""服务工单: asked, answered, overseen, and what time does to them."""
