// Small helps for every page; the page is whole without them.
