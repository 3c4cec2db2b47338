// Runs inside a page: puts mails into frames of several widths, and tells what a reader would stumble over in each.
(() => {
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);

  /** Relative luminance, WCAG 2.2. */
  const luminance = (color) => {
    const [red, green, blue] = color.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const blend = (over, under) => [0, 1, 2].map((index) => over[index] * (over[3] ?? 1) + under[index] * (1 - (over[3] ?? 1)));

  class Frame {
    constructor(frame) {
      this.window = frame.contentWindow;
      this.page = frame.contentDocument;
      this.faults = [];
    }

    styleOf(element) {
      return this.window.getComputedStyle(element);
    }

    /** A mail has no images behind its words: what is painted there is the ground of the nearest element that has one. */
    groundOf(element) {
      if (!element) return this.window.matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
      const own = channels(this.styleOf(element).backgroundColor);
      return (own[3] ?? 1) === 1 ? own : blend(own, this.groundOf(element.parentElement));
    }

    contrastOf(element) {
      const ground = this.groundOf(element);
      const [light, dark] = [luminance(blend(channels(this.styleOf(element).color), ground)), luminance(ground)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    }

    /** Texts that are shown, with the boxes of their lines. */
    texts() {
      const walker = this.page.createTreeWalker(this.page.body, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.textContent.replace(/[\s\u200b\u00a0]/g, '') === '' || !node.parentElement.checkVisibility()) continue;
        const range = this.page.createRange();
        range.selectNodeContents(node);
        const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
        texts.push({ node, element: node.parentElement, lines, text: node.textContent.trim().slice(0, 40) });
      }
      return texts;
    }

    audit(locale) {
      const { faults, page, window } = this;
      const report = (fault) => faults.push(fault);
      const root = page.documentElement;
      if (root.lang !== locale) report(`is in the language ${root.lang}`);
      if (root.scrollWidth > window.innerWidth) report(`is ${root.scrollWidth} px wide`);
      const texts = this.texts();
      if (texts.length < 4) report('shows next to nothing');
      for (const { node, element, lines, text } of texts) {
        const contrast = this.contrastOf(element);
        if (contrast < 4.5) report(`contrast ${contrast.toFixed(2)}: ${text}`);
        if (Number.parseFloat(this.styleOf(element).fontSize) < 13) report(`too small: ${text}`);
        const cell = element.closest('td, th, body').getBoundingClientRect();
        if (lines.some(({ left, right }) => left < cell.left - 1 || right > cell.right + 1 || left < 0 || right > window.innerWidth)) {
          report(`beyond its place: ${text}`);
        }
        for (let around = element; around; around = around.parentElement) {
          const isCut =
            /hidden|clip/.test(this.styleOf(around).overflow) &&
            (around.scrollWidth > around.clientWidth || around.scrollHeight > around.clientHeight);
          if (isCut) report(`cut off: ${text}`);
        }
        for (const word of this.brokenWords(node)) report(`a word in two lines: ${word}`);
      }
      this.reportOverlaps(texts, report);
      for (const link of page.querySelectorAll('a')) {
        const label = link.textContent.trim() || link.querySelector('img')?.alt;
        if (!label) report(`a link without words: ${link.href}`);
        if (!/^(?:https?:|tel:|mailto:)./.test(link.getAttribute('href') ?? '')) report(`a link to nowhere: ${label}`);
        const isButton = this.styleOf(link).backgroundColor !== 'rgba(0, 0, 0, 0)';
        if (isButton && link.getBoundingClientRect().height < 44) report(`a button too small for a thumb: ${label}`);
      }
      for (const image of page.images) if (!image.hasAttribute('alt')) report(`an image without words: ${image.src}`);
      return { faults, isDark: window.matchMedia('(prefers-color-scheme: dark)').matches };
    }

    /** A word or an amount has to be longer than a narrow line before it may go on in the next one; hyphens, slashes and addresses may be broken. */
    brokenWords(node) {
      return [...node.textContent.matchAll(/(?<![^\s\-–/])[^\s\-–/@]{2,18}(?![^\s\-–/])/g)].flatMap(({ 0: word, index }) => {
        const range = this.page.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        return range.getClientRects().length > 1 ? [word] : [];
      });
    }

    /** Lines of neighbours touch by a few pixels where fonts are tall; what covers a third of a line cannot be read. */
    reportOverlaps(texts, report) {
      const lines = texts.flatMap(({ node, text, lines }) => lines.map((box) => ({ node, text, box })));
      lines.forEach((one, index) => {
        for (const other of lines.slice(index + 1)) {
          if (one.node === other.node) continue;
          const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          if (across > 1 && down > Math.min(one.box.height, other.box.height) / 3) report(`over each other: ${one.text} | ${other.text}`);
        }
      });
    }
  }

  /** Shows mails at each width, and returns for each what is wrong with it there. */
  window.auditMails = async (mails, widths) => {
    const shown = mails.flatMap(({ html, locale }) =>
      widths.map((width) => {
        const frame = document.createElement('iframe');
        frame.style.cssText = `width:${width}px;height:800px;border:0;display:block`;
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
        frame.srcdoc = html;
        return { frame, locale, loaded };
      }),
    );
    document.body.replaceChildren(...shown.map(({ frame }) => frame));
    await Promise.all(shown.map(({ loaded }) => loaded));
    return shown.map(({ frame, locale }) => new Frame(frame).audit(locale));
  };
})();
