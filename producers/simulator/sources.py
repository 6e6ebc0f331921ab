"""Where the figures of the synthetic shop come from. A figure without a source is assumed, and says so."""

from typing import Final, NamedTuple

ASSUMED: Final = "assumed"


class Citation(NamedTuple):
    """A published figure's publisher, what it says, and where."""

    publisher: str
    says: str
    url: str


SOURCES: Final = {
    "Baymard": Citation(
        "Baymard Institute, Cart Abandonment Rate Statistics",
        "70.19% of carts are abandoned, the mean of the studies it lists",
        "https://baymard.com/lists/cart-abandonment-rate",
    ),
    "eMarketer 2021": Citation(
        "eMarketer, The state of ecommerce conversion rates (US, Q4 2021)",
        "conversion 3.8% desktop, 3.2% tablet, 2.3% mobile; 67% of sessions on phones, 31% on desktops; 12.5 to 13.5% add to cart",
        "https://content-na1.emarketer.com/ecommerce-conversion-rates",
    ),
    "Oberlo 2024": Citation(
        "Oberlo, Add to Cart Rate (January 2024)",
        "6.95% of visits add something to the cart",
        "https://id.oberlo.com/statistics/add-to-cart-rate",
    ),
    "Bold 2021": Citation(
        "Bold Commerce, The Checkout Benchmark (3 million checkouts, Q3 2021)",
        "52.5% of checkouts begun on desktops are completed, 42.4% of those on phones",
        "https://boldcommerce.com/resources/checkout-benchmark-report",
    ),
    "Contentsquare 2022": Citation(
        "Contentsquare, Digital Experience Benchmark 2022, as reported by silicon.eu and another-other.com",
        "half of all visitors leave after one page; conversion 2.3%; a buying visit sees 22 pages",
        "https://silicon.eu/and-goodbye-825.html",
    ),
    "Contentsquare 2024": Citation(
        "Contentsquare, Digital Experience Benchmark 2024, as reported by Chain Store Age and conversionbench.com",
        "paid sources drive a third of all traffic and 36% of new visits; a visit to a shop lasts 127 s in the median",
        "https://chainstoreage.com/study-mobile-apps-websites-show-different-signals-2023",
    ),
    "Monetate 2015": Citation(
        "Monetate, Ecommerce Quarterly EQ4 2015 (7 billion shopping experiences)",
        "48% of sessions are returning visitors'; new ones add to the cart half as often; bounces 37% mobile, 26% desktop, 28% tablet",
        "https://paymentweek.com/2016-3-29-how-do-new-and-returning-visitors-behave-online-monetate-explains-10044/",
    ),
    "Episerver": Citation(
        "Episerver, B2C Dot-Com Report",
        "conversion: paid search 2.9%, organic 2.8%, referral 2.6%, email 2.3%, direct 2.0%, social 1.0%, display 0.7%",
        "https://onlinesalesguidetip.com/emails-place-in-the-ecommerce-ecosystem",
    ),
    "NRF 2022": Citation(
        "National Retail Federation and Appriss Retail, Consumer Returns 2022",
        "16.5% of what is sold online is sent back",
        "https://sellerclass.com/p/10712.html",
    ),
    "Oberlo hours": Citation(
        "Oberlo, What Time Do People Shop Online?; 9 and 10 am of the same study after ClickPost",
        "index by hour: 22 at 5 am, 75 at 9, 103 at 10, 142 at noon, 151 at 1 pm, 142 at 4 pm, 132 at 8 pm, 134 at 9 pm, 104 at midnight",
        "https://www.oberlo.com/statistics/what-time-do-people-shop-online",
    ),
    "Oberlo days": Citation(
        "Oberlo, When Do People Shop Online?",
        "index by day: Friday 113, Thursday and Sunday 102, Monday and Saturday 97, Wednesday 95, Tuesday 94",
        "https://www.oberlo.in/statistics/when-do-people-shop-online",
    ),
    "Brynjolfsson 2011": Citation(
        "Brynjolfsson, Hu and Simester, Goodbye Pareto Principle, Hello Long Tail (Management Science, 2011)",
        "online sales by rank follow a power law with a longer tail than a catalogue's",
        "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=953587",
    ),
    "angadilabs": Citation(
        "Angadi Labs, Units Per Transaction: The Fashion Metric That Beats Discounting",
        "a fashion order of about 1.7 items is typical; the lowest of all retail",
        "https://www.angadilabs.com/blog/units-per-transaction-fashion-metric-beats-discounting",
    ),
}
