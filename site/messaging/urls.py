from django.urls import path

from messaging.views import delivery_receipt

app_name = "messaging"
urlpatterns = [path("messages/receipts/", delivery_receipt, name="delivery_receipt")]
