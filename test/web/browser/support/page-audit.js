// Runs inside the page: plain checks of what a visitor with low sight, a keyboard or a screen reader depends on.
(() => {
  const channels = (color) => {
    const numbers = (color.match(/[\d.]+/g) ?? []).map(Number);
    // What is mixed of two colours is told in parts of one.
    return color.startsWith('color(srgb') ? numbers.map((value, index) => (index < 3 ? value * 255 : value)) : numbers;
  };

  /** Relative luminance, WCAG 2.2. */
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };

  const blend = (over, under) => {
    const alpha = over[3] ?? 1;
    return [0, 1, 2].map((index) => over[index] * alpha + under[index] * (1 - alpha));
  };

  const backgroundOf = (element) => {
    if (!element) return [255, 255, 255];
    const own = channels(getComputedStyle(element).backgroundColor);
    return (own[3] ?? 1) === 1 ? own : blend(own, backgroundOf(element.parentElement));
  };

  const contrastOf = (element, pseudo) => {
    const background = backgroundOf(element);
    const text = blend(channels(getComputedStyle(element, pseudo).color), background);
    const [light, dark] = [luminance(text), luminance(background)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  const isShown = (element) => {
    const { width, height, right } = element.getBoundingClientRect();
    return width > 1 && height > 1 && right > 0 && element.checkVisibility({ visibilityProperty: true });
  };

  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}${element.id && `#${element.id}`} "${element.textContent.trim().slice(0, 40)}"`;

  const lowContrast = () => {
    const found = [];
    const seen = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (walker.currentNode.textContent.trim() === '' || seen.has(element) || !isShown(element)) continue;
      seen.add(element);
      const ratio = contrastOf(element);
      if (ratio < 4.5) found.push(`${nameOf(element)} ${ratio.toFixed(2)}`);
    }
    for (const field of document.querySelectorAll('[placeholder]')) {
      const ratio = contrastOf(field, '::placeholder');
      if (ratio < 4.5) found.push(`${nameOf(field)} placeholder ${ratio.toFixed(2)}`);
    }
    return { checked: seen.size, found };
  };

  const withoutName = () =>
    [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], summary')]
      .filter((element) => !element.closest('[aria-hidden=true], [hidden]'))
      .filter((element) => !(element.getAttribute('aria-label') || element.labels?.[0]?.textContent.trim() || element.textContent.trim()))
      .map(nameOf);

  const smallTargets = () =>
    [...document.querySelectorAll('button, .button, input:not([type=hidden]), select, summary')]
      .filter(isShown)
      .filter((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        return Math.min(width, height) < 24;
      })
      .map(nameOf);

  const repeatedIds = () => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  };

  const skippedHeadings = () => {
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]));
    return levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
  };

  window.auditPage = () => ({
    contrast: lowContrast(),
    withoutName: withoutName(),
    smallTargets: smallTargets(),
    repeatedIds: repeatedIds(),
    skippedHeadings: skippedHeadings(),
    ticked: document.querySelectorAll('input:checked').length,
    wider: document.documentElement.scrollWidth - innerWidth,
  });
})();
