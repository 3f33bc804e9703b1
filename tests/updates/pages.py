"""Reading pages in tests: what a reader finds in which part."""

import lxml.html


class Page:
    """A page as answered: `status`, and its parts by CSS-like path."""

    def __init__(self, response):
        self.status = response.status_code
        self.html = response.content.decode()
        self.tree = lxml.html.fromstring(self.html)

    def texts(self, path):
        """The words of each element at an XPath."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(path)]

    def links(self, path):
        """(words, address) of each link below an XPath."""
        found = self.tree.xpath(f"{path}//a[@href]")
        return [(" ".join(link.text_content().split()), link.get("href")) for link in found]

    @property
    def heading(self):
        return self.texts("//h1")[0]

    @property
    def below_heading(self):
        return self.texts("//header[contains(@class, 'page-heading')]/div")[0]

    @property
    def headings(self):
        """The h2 of the main column, without the list of contents."""
        return self.texts("//div[@class='main-column']//h2[not(ancestor::nav)]")

    @property
    def beside(self):
        """The h2 of the aside."""
        return self.texts("//div[@class='aside-column']//h2")

    def part(self, title):
        """XPath of the part beside the text that stands under the heading `title`."""
        return f"//div[@class='aside-column']/section[h2[normalize-space()='{title}']]"


def read(client, address):
    return Page(client.get(address))
