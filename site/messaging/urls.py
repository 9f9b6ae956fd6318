from django.urls import path

from messaging.views.receipts import delivery_receipt

app_name = "messaging"
urlpatterns = [path("messages/receipts/", delivery_receipt, name="delivery_receipt")]
