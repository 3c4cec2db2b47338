// Loaded by the tracker after a yes: what needs no call of the page's own.

const files = /([^/]+\.(?:pdf|zip|csv|docx?|xlsx?|pptx?))$/i;

const on = (type: string, selector: string, hear: (found: HTMLElement) => void): void =>
  addEventListener(
    type,
    ({ target }) => {
      const found = target instanceof Element && target.closest<HTMLElement>(selector);
      if (found) hear(found);
    },
    true,
  );

const submitted = ({ dataset }: HTMLElement): void => window.pheu?.track('form_submit', { form: dataset.pheuForm ?? '' });

let started: HTMLElement | undefined;

on('click', '[data-pheu-click]', ({ dataset }) => window.pheu?.track('click', { name: dataset.pheuClick ?? '' }));
on('click', 'a[href]', (link) => {
  const [, file] = (link instanceof HTMLAnchorElement && files.exec(link.pathname)) || [];
  if (file) window.pheu?.track('download', { file });
});
on('focusin', '[data-pheu-form]', (form) => {
  if (form !== started) window.pheu?.track('form_start', { form: form.dataset.pheuForm ?? '' });
  started = form;
});
// form.js says when a post was accepted; a plain form is only seen to go.
on('submit', '[data-pheu-form]', (form) => {
  if (!window.pheuForm) submitted(form);
});
on('pheu:accepted', '[data-pheu-form]', submitted);

// A link in one of our mails says whom the mail was sent to. It is told of once and taken off the address, so that nobody keeps, shares
// or is referred from it. Without a yes this file is not loaded; after a no that came meanwhile the address stays unread.
if (window.pheu?.visit()) {
  const { search, origin, pathname, hash } = location;
  const mailToken = new URLSearchParams(search).get('pheu');
  if (mailToken) {
    window.pheu.track('custom', { name: 'mail_link' }, { mailToken });
    const others = search
      .slice(1)
      .split('&')
      .filter((part) => !part.startsWith('pheu='));
    history.replaceState(history.state, '', `${origin}${pathname}${others.length > 0 ? `?${others.join('&')}` : ''}${hash}`);
  }
}

// Single-page applications change the address without a page of its own.
for (const name of ['pushState', 'replaceState'] as const) {
  const original = history[name];
  history[name] = (...state) => {
    original.apply(history, state);
    // Applications set the title after the address.
    setTimeout(() => window.pheu?.look());
  };
}
// It may have gone on before this file came.
window.pheu?.look();

export {};
