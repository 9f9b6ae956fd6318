from reports.viewsets.charter import ServiceStandardViewSet
from reports.viewsets.yardsticks import YardstickViewSet

__all__ = ["ServiceStandardViewSet", "YardstickViewSet"]
