import type { Page } from 'playwright-core';

export const huong = {
  fullName: 'Nguyễn Thị Hường',
  phone: '0912 345 678',
  email: 'huong@gomxua.example',
  province: 'Hồ Chí Minh',
};

/** Opens a page and waits until form.js holds the form's signed token. */
export const openForm = async (page: Page, url: string): Promise<void> => {
  const [answer] = await Promise.all([page.waitForResponse(/\/v1\/forms\/contact(\?|$)/), page.goto(url)]);
  await answer.finished();
};

/** Fills the contact form by the labels that a visitor reads. */
export const fillForm = async (page: Page, person: { [field in keyof typeof huong]?: string | undefined } = huong): Promise<void> => {
  const { fullName, phone, email, province } = person;
  if (fullName !== undefined) await page.getByLabel('Họ và tên').fill(fullName);
  if (phone !== undefined) await page.getByLabel('Điện thoại').fill(phone);
  if (email !== undefined) await page.getByRole('textbox', { name: 'Email' }).fill(email);
  if (province !== undefined) await page.getByLabel('Tỉnh, thành').selectOption(province);
};

export const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Gửi yêu cầu', exact: true }).click();
