/** What a page is made of besides its words; a script counts by its address or its text. */
const PARTS = 'script, link[rel="stylesheet"], meta[http-equiv], astro-island';
const HEAD = 'meta[name="description"], link[rel="alternate"]';

export interface ShownPage {
  /** Whether another page has only scripts, styles and rules that are in force here: it is of the same kind and build. */
  fits(page: Document): boolean;
  /** Puts it into the place of the one that is shown, and says its title as a browser does after a load. */
  replace(page: Document): void;
}

/**
 * The page in this document. What others have put there stays where it is: Monaco's live regions, and WebContainer's
 * frame, which would begin anew if it were moved.
 */
export function createShownPage(): ShownPage {
  let own = [...document.body.childNodes];
  const announcer = Object.assign(document.createElement('p'), { className: 'sr-only', ariaLive: 'assertive' });
  document.body.append(announcer);

  return {
    fits(page) {
      const here = new Set(partsOf(document));
      return partsOf(page).every(part => here.has(part));
    },
    replace(page) {
      for (const node of own) node.remove();
      // Astro's islands end with it; the old bench has to have let go of the machine before the new one looks for it.
      document.dispatchEvent(new Event('astro:after-swap'));
      replaceHead(page);
      own = [...page.body.childNodes];
      document.body.prepend(...own);
      announcer.textContent = document.title;
    },
  };
}

function partsOf(page: Document): string[] {
  return [...page.querySelectorAll(PARTS)].map(part => {
    const name = ['src', 'href', 'content', 'component-url'].find(one => part.hasAttribute(one));
    return name === undefined ? part.textContent : part.getAttribute(name)!;
  });
}

/** Theme and width of the text are the reader's and stay on <html>; the rest of it is the page's. */
function replaceHead(page: Document): void {
  const root = document.documentElement;
  root.lang = page.documentElement.lang;
  Object.assign(root.dataset, page.documentElement.dataset);
  document.title = page.title;
  for (const old of document.head.querySelectorAll(HEAD)) old.remove();
  document.head.append(...page.head.querySelectorAll(HEAD));
}
