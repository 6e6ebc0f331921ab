"""What columns of each field are called."""

from typing import Final

# Names that such columns have in the wild. The first of a field are what it is called most often.
NAMES: Final = {
    "time": ("timestamp", "event_time", "time", "ts", "datetime", "date", "created_at", "at", "when", "occurred_at", "invoicedate",
             "order_date", "server_time", "zeit", "zeitstempel", "wann", "fecha", "data"),
    "type": ("event_type", "event", "event_name", "type", "action", "behavior", "behaviour", "activity", "aktion", "what", "was"),
    "visitor": ("visitor_id", "visitor", "user_id", "anonymous_id", "client_id", "user_pseudo_id", "cookie_id", "device_id", "uid",
                "fullvisitorid", "user", "who", "wer", "besucher"),
    "customer": ("customer_id", "customer", "account_id", "member_id", "client_number", "kunde", "kunden_id", "email_hash", "email",
                 "e_mail", "customer_email", "email_address"),
    "session": ("session_id", "session", "user_session", "visit_id", "visit", "sid", "sitzung"),
    "product": ("product_id", "item_id", "sku", "product", "item", "article_id", "aid", "stockcode", "asin", "product_code", "artikel",
                "pid"),
    "category": ("category_code", "category", "category_name", "product_category", "category_id", "department", "kategorie"),
    "price": ("price", "unit_price", "item_price", "amount", "product_price", "preis", "sale_price", "value"),
    "quantity": ("quantity", "qty", "count", "units", "menge", "anzahl"),
    "currency": ("currency", "currency_code", "waehrung"),
    "order": ("order_id", "transaction_id", "invoice_no", "invoice", "order_number", "order", "transaction", "bestellung", "purchase_id"),
    "page": ("page", "url", "page_url", "page_location", "path", "page_path", "pagename"),
    "referrer": ("referrer", "referer", "page_referrer", "http_referer"),
    "country": ("country", "country_code", "geo_country", "land", "nation"),
    "device": ("device", "device_category", "device_type", "platform"),
    "channel": ("channel", "channel_group", "default_channel_group", "traffic_channel", "utm_medium", "medium"),
    "colour": ("colour", "color", "farbe"),
    "position": ("position", "rank", "list_position"),
    "engaged": ("engagement_time_msec", "time_on_page_ms", "dwell_ms"),
    "age": ("age", "customer_age", "alter"),
    "gender": ("gender", "sex", "geschlecht"),
}  # fmt: skip
