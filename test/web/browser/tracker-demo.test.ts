import { describeInChromium } from './support/chromium.ts';
import { type Collector, keptOn } from './support/collector.ts';
import { type FakeSite, startFakeSite } from './support/fake-site.ts';
import { fillForm, send } from './support/fill-form.ts';

describeInChromium('the demo pages and the tracker', (open) => {
  let site: FakeSite;
  let collector: Collector;
  beforeEach(async () => {
    site = await startFakeSite();
    ({ collector } = site);
  });
  afterEach(() => site?.stop());

  it('walks from the first page over products and the cart to an order that names the visit', async () => {
    const page = await open();
    await page.goto(`${site.url}/?utm_source=zalo`);
    await page.getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await page.getByRole('link', { name: 'Thiết bị' }).first().click();
    await page.getByRole('button', { name: 'Thêm Máy in hóa đơn 80 mm vào giỏ' }).click();
    await page.getByText('Đã thêm Máy in').waitFor();
    await page.getByRole('link', { name: 'Bảng giá' }).first().click();
    await page.getByRole('button', { name: 'Thêm gói Cửa hàng vào giỏ' }).click();
    await page.getByRole('link', { name: 'Giỏ hàng (2)' }).first().click();
    await page.waitForURL('**/gio-hang.html');
    // What sees the form begin is loaded by the page as it likes; a person is slower than that.
    await page.evaluate("import('/t-on.js').then(() => undefined)");
    await page.getByRole('button', { name: 'Đặt hàng' }).click();
    await page.getByRole('button', { name: 'Thêm một Máy in hóa đơn 80 mm' }).click();
    expect(await page.locator('[data-cart-total]').textContent()).toBe('2.829.000 ₫');
    await fillForm(page);
    await page.getByLabel('Ghi nhớ các trang').check();
    const visit: unknown = await page.evaluate('pheu.visit()');
    await send(page);
    await page.getByText('Đã nhận đơn').waitFor();
    await page.goto('about:blank');
    await collector.until(4);

    expect(collector.beacons).toHaveLength(4);
    expect(collector.types().filter((type) => type !== 'page_view' && type !== 'page_leave')).toEqual([
      'add_to_cart',
      'add_to_cart',
      'checkout_start',
      'form_start',
      'add_to_cart',
      'form_submit',
      'purchase',
    ]);
    expect(collector.events().find(({ type }) => type === 'purchase')?.props).toEqual({ value: 2_829_000, currency: 'VND', quantity: 3 });
    const posted = JSON.parse(site.posts[0]?.text ?? '');
    expect(posted.consent).toEqual({ contact: false, newsletter: false, tracking: true });
    expect(posted.fields.message).toContain('2 × Máy in hóa đơn 80 mm; 1 × Gói Cửa hàng');
    expect(visit).toMatchObject({ visitorId: posted.context.visitorId, sessionId: posted.context.sessionId });
    expect(posted.context).toMatchObject({ utm: { source: 'zalo' }, sessionStartedAt: collector.beacons[0]?.body.sessionStartedAt });
    expect(posted.context.visitorId).toBe(collector.beacons[0]?.body.visitorId);
    expect(JSON.stringify(collector.beacons)).not.toMatch(/Hường|huong@|0912\D?345\D?678/);
  });

  it('tells in sight what went into the cart, and lets the order follow the cart without losing what was written', async () => {
    const page = await open({ viewport: { width: 390, height: 800 } });
    await page.goto(`${site.url}/san-pham.html`);
    await page.getByRole('button', { name: 'Từ chối' }).click();
    await page.getByRole('button', { name: 'Thêm Mười cuộn tem nhãn vào giỏ' }).click();
    const said = await page.getByText('Đã thêm Mười cuộn').boundingBox();
    await page.goto(`${site.url}/gio-hang.html`);
    await page.getByRole('button', { name: 'Đặt hàng' }).click();
    const message = page.locator('textarea[name=message]');
    await message.fill(`${await message.inputValue()}\nGiao buổi sáng`);
    await page.getByRole('button', { name: 'Thêm một Mười cuộn tem nhãn' }).click();
    const written = await message.inputValue();

    for (let left = 2; left > 0; left--) await page.getByRole('button', { name: 'Bớt một Mười cuộn tem nhãn' }).click();

    expect(said?.y).toBeGreaterThan(0);
    expect(said?.y).toBeLessThan(700);
    expect(written).toBe('Đặt hàng: 2 × Mười cuộn tem nhãn. Tổng 360.000 ₫.\nGiao buổi sáng');
    expect(await page.getByText('Giỏ đang trống').isVisible()).toBe(true);
    expect(await message.isVisible()).toBe(false);
  });

  it('offers both answers alike, by keyboard too, and asks once', async () => {
    const page = await open({ viewport: { width: 390, height: 800 } });
    await page.goto(site.url);
    const bar = page.getByRole('region', { name: 'Quyền riêng tư' });
    const looks = await page.evaluate<unknown[]>(`[...document.querySelectorAll('.pheu-consent button')].map((button) => {
      const { width, height } = button.getBoundingClientRect();
      const { color, backgroundColor, fontWeight, fontSize } = getComputedStyle(button);
      return [Math.round(width), Math.round(height), color, backgroundColor, fontWeight, fontSize, button === document.activeElement];
    })`);

    await bar.getByRole('button', { name: 'Từ chối' }).focus();
    await page.keyboard.press('Enter');
    expect(await bar.count()).toBe(0);
    await page.reload();

    expect(looks).toHaveLength(2);
    expect(looks[0]).toEqual(looks[1]);
    expect(looks[0]).toContain(false);
    expect(await bar.count()).toBe(0);
    expect(await page.locator('[data-pheu-tracking]').isVisible()).toBe(false);
    expect(await keptOn(page)).toBe('[{"pheu":"false"},[],[]]');
  });

  it('speaks English on English pages and stays silent where the browser has already answered', async () => {
    const page = await open();
    await page.goto(`${site.url}/en/index.html`);
    expect(await page.getByRole('button', { name: 'Allow' }).isVisible()).toBe(true);
    await page.addInitScript('Object.defineProperty(navigator, "globalPrivacyControl", { get: () => true })');

    await page.goto(`${site.url}/quyen-rieng-tu.html`);

    expect(await page.locator('.pheu-consent').count()).toBe(0);
    expect(await page.locator('[data-pheu-consent-state]').textContent()).toMatch(/Trình duyệt của bạn yêu cầu không theo dõi/);
  });

  it('lets the visitor withdraw on the privacy page', async () => {
    const page = await open();
    await page.goto(`${site.url}/quyen-rieng-tu.html`);
    const state = page.locator('[data-pheu-consent-state]');
    expect(await state.textContent()).toMatch(/chưa chọn/);
    await page.getByRole('button', { name: 'Đồng ý ghi lại' }).click();
    expect(await state.textContent()).toMatch(/đang cho phép/);

    await page.getByRole('button', { name: 'Rút lại đồng ý' }).click();

    expect(await state.textContent()).toMatch(/đã từ chối/);
    expect(await keptOn(page)).toBe('[{"pheu":"false"},[],[]]');
    expect(collector.beacons).toEqual([]);
  });
});
