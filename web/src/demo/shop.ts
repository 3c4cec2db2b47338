import type {} from '../tracker/pheu.d.ts';
import { cartKey, change, countOf, dong, type Line, readCart, totalOf, writeCart } from './cart.ts';

const currency = 'VND';

const deviceStore = (): Storage | undefined => {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
};

let lines = readCart(deviceStore());

const find = <Found extends HTMLElement>(selector: string): Found | null => document.querySelector<Found>(selector);

const lineRow = (line: Line): HTMLTableRowElement => {
  const row = document.createElement('tr');
  const cell = (tag: 'th' | 'td', text: string, label = '') => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (label) made.dataset.label = label;
    row.append(made);
    return made;
  };
  cell('th', line.name).scope = 'row';
  const amount = cell('td', '', 'Số lượng');
  const step = (sign: '–' | '+', by: number) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'step';
    button.textContent = sign;
    button.setAttribute('aria-label', `${by > 0 ? 'Thêm' : 'Bớt'} một ${line.name}`);
    button.addEventListener('click', () => {
      put(line, by);
      // The row was drawn anew: the focus goes back to where it was.
      const again = [...document.querySelectorAll<HTMLElement>('.step')].find(({ ariaLabel }) => ariaLabel === button.ariaLabel);
      (again ?? find('h1'))?.focus();
    });
    return button;
  };
  amount.append(step('–', -1), ` ${line.quantity} `, step('+', 1));
  cell('td', dong(line.price * line.quantity), 'Thành tiền');
  return row;
};

const draw = (): void => {
  const count = countOf(lines);
  for (const place of document.querySelectorAll('[data-cart-count]')) place.textContent = count > 0 ? `\u00a0(${count})` : '';
  const list = find('[data-cart-lines]');
  if (!list) return;
  list.replaceChildren(...lines.map(lineRow));
  for (const place of document.querySelectorAll('[data-cart-total]')) place.textContent = dong(totalOf(lines));
  for (const part of document.querySelectorAll<HTMLElement>('[data-cart-full]')) part.hidden = count === 0;
  for (const part of document.querySelectorAll<HTMLElement>('[data-cart-empty]')) part.hidden = count > 0;
  const order = find('[data-cart-order]');
  if (order && count === 0) order.hidden = true;
  if (order && !order.hidden) writeOrder();
};

const orderPrefix = 'Đặt hàng: ';

/** Keeps the line of the message that says what is ordered; what the visitor wrote below stays. */
function writeOrder(): void {
  const message = find<HTMLTextAreaElement>('[data-cart-order] textarea[name=message]');
  if (!message) return;
  const ordered = lines.map(({ quantity, name }) => `${quantity} × ${name}`).join('; ');
  const own = message.value.split('\n').filter((line) => !line.startsWith(orderPrefix));
  message.value = [`${orderPrefix}${ordered}. Tổng ${dong(totalOf(lines))}.`, ...own].join('\n').trimEnd();
}

function put(article: Omit<Line, 'quantity'>, by: number): void {
  lines = change(lines, article, by);
  writeCart(deviceStore(), lines);
  if (by > 0) window.pheu?.track('add_to_cart', { sku: article.sku, name: article.name, quantity: by, price: article.price, currency });
  draw();
}

const worth = () => ({ value: totalOf(lines), currency, quantity: countOf(lines) });

for (const button of document.querySelectorAll<HTMLElement>('[data-sku]')) {
  button.addEventListener('click', () => {
    const { sku = '', name = '', price = '0' } = button.dataset;
    put({ sku, name, price: Number(price) }, 1);
    const said = find('[data-cart-said]');
    if (said) said.textContent = `Đã thêm ${name} vào giỏ.`;
  });
}

find('[data-cart-checkout]')?.addEventListener('click', () => {
  window.pheu?.track('checkout_start', worth());
  const order = find('[data-cart-order]');
  if (order) order.hidden = false;
  writeOrder();
  find('[data-cart-order] input[name=fullName]')?.focus();
});

document.addEventListener('pheu:accepted', ({ target }) => {
  if (lines.length === 0 || !(target instanceof Element && target.closest('[data-cart-order]'))) return;
  window.pheu?.track('purchase', worth());
  lines = [];
  writeCart(deviceStore(), lines);
  for (const place of document.querySelectorAll('[data-cart-count]')) place.textContent = '';
  for (const part of document.querySelectorAll<HTMLElement>('[data-cart-full]')) part.hidden = true;
});

addEventListener('storage', ({ key }) => {
  // The tracker keeps its state there, too; a cart drawn anew would take the focus away.
  if (key !== cartKey && key !== null) return;
  lines = readCart(deviceStore());
  draw();
});
draw();
