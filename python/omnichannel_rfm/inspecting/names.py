"""What a column is called in English and Turkish: names of headers to our fields."""

from __future__ import annotations

import re

ASCII = str.maketrans("çğıöşüâîû", "cgiosuaiu")

# Our field: what headers call it, the likeliest first, as `plain` writes it.
ORDER_NAMES = {
    "order_id": "order id|order no|order number|order|invoice no|invoice|invoice number|receipt no"
    "|receipt|receipt number|transaction id|basket id|sales order|document no|siparis no"
    "|siparis numarasi|siparis id|fatura no|fis no|belge no|islem no|evrak no",
    "customer_id": "customer id|customer no|customer number|customer|client id|user id|member id"
    "|member no|buyer id|account id|customer email|billing email|email|e mail|mail|loyalty id"
    "|card no|musteri no|musteri id|musteri kodu|musteri numarasi|cari kod|cari kodu|uye no|uye id"
    "|kart no|e posta|eposta|mail adresi|phone|phone number|telefon|gsm|cep telefonu|musteri",
    "order_date": "order date|date|invoice date|purchase date|sale date|transaction date"
    "|created at|order time|timestamp|datetime|day|siparis tarihi|fatura tarihi|satis tarihi"
    "|islem tarihi|alisveris tarihi|tarih|fis tarihi",
    "amount": "amount|line total|net sales|net amount|sales|total|total amount|revenue|line amount"
    "|price paid|value|grand total|subtotal|total price|total spent|payment|tutar|net tutar"
    "|satir tutari|toplam tutar|satis tutari|toplam|genel toplam|ciro|odenen tutar|fatura tutari",
    "order_total": "order total|order amount|siparis tutari|siparis toplami",
    "quantity": "quantity|qty|units|pieces|count|adet|miktar|urun adedi",
    "unit_price": "unit price|price|item price|birim fiyat|birim fiyati|fiyat",
    "refunded_amount": "refunded amount|amount refunded|total refunded|refund amount|iade tutari",
    "discount": "discount|discount amount|indirim|indirim tutari|iskonto",
    "currency": "currency|currency code|para birimi|doviz|doviz cinsi",
    "status": "status|order status|payment status|financial status|state of order|durum"
    "|siparis durumu|siparis statusu|statu",
    "channel": "channel|sales channel|order channel|platform|kanal|satis kanali|siparis kanali",
    "store": "store|store id|shop|branch|location|magaza|magaza adi|sube|sube adi",
    "category": "category|product category|department|kategori|urun grubu|urun kategorisi",
    "item_id": "item id|sku|product id|stock code|product code|barcode|urun kodu|stok kodu|barkod",
    "payment_method": "payment method|payment type|odeme yontemi|odeme tipi|odeme sekli",
    "gender": "gender|sex|cinsiyet",
    "customer_since": "customer since|member since|registration date|uyelik tarihi|kayit tarihi",
    "city": "city|sehir|il",
    "county": "county|district|ilce|semt",
    "state": "state|province",
    "region": "region|country|bolge|ulke",
    "full_name": "full name|name|customer name|ad soyad|adi soyadi|musteri adi|alici",
    "email": "email|e mail|mail|e posta|eposta",
    "phone": "phone|phone number|mobile|telefon|gsm|cep telefonu",
    "birth_date": "birth date|date of birth|birthday|dogum tarihi",
    "zip": "zip|zip code|postal code|postcode|posta kodu",
}
CUSTOMER_NAMES = {
    "customer_id": ORDER_NAMES["customer_id"] + "|master id",
    "order_channel": "order channel|channel|kanal|alisveris kanali",
    "last_order_channel": "last order channel|last channel|son siparis kanali|son kanal",
    "first_order_date": "first order date|first purchase at|first purchase|first order"
    "|first purchase date|ilk siparis tarihi|ilk alisveris tarihi|ilk alisveris",
    "last_order_date": "last order date|last purchase|last order|last purchase date"
    "|son siparis tarihi|son alisveris tarihi|son alisveris",
    "last_online_order_date": "last order date online|last online order date|last web order"
    "|son online siparis tarihi",
    "last_offline_order_date": "last order date offline|last offline order date|last store order"
    "|son magaza alisveris tarihi",
    "online_order_count": "order num total ever online|online order count|web orders"
    "|online orders|online siparis sayisi",
    "offline_order_count": "order num total ever offline|offline order count|store orders"
    "|offline orders|magaza alisveris sayisi",
    "online_spend": "customer value total ever online|online spend|web revenue|online ciro",
    "offline_spend": "customer value total ever offline|offline spend|store revenue|magaza ciro",
    "order_count": "order count|orders|total orders|orders count|number of orders|no of orders"
    "|order number total|frequency|siparis sayisi|siparis adedi|toplam siparis|alisveris sayisi",
    "spend": "spend|total spend|total spent|total sales|total revenue|lifetime value|lifetime spend"
    "|revenue|monetary|toplam harcama|harcama|toplam ciro|ciro|toplam tutar",
    "category_list": "interested in categories 12|category list|categories|kategoriler",
    "store_company_list": "store type|store company list|store companies",
}
PERSONAL = ("full_name", "email", "phone", "birth_date", "zip")


def plain(name: str) -> str:
    """Return a header's name in small ASCII letters, words apart by one blank."""
    lower = name.replace("İ", "i").replace("I", "i").lower().translate(ASCII)
    return " ".join(re.findall(r"[a-z0-9]+", lower))


def candidates(fields: dict[str, str], columns: list[str]) -> dict[str, list[str]]:
    """Return each field's columns among those of a header, the likeliest first.

    Args:
        fields: field to names with `|` between them, as above.
        columns: the header.
    """
    by_name: dict[str, list[str]] = {}
    for column in columns:
        by_name.setdefault(plain(column), []).append(column)
    return {
        field: [column for name in names.split("|") for column in by_name.get(name, [])]
        for field, names in fields.items()
    }
