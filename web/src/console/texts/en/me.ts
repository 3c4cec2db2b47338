import type { me as vi } from '../vi/me.ts';

export const me: typeof vi = {
  title: 'Me',
  hello: (name: string) => `Hello ${name}`,
  helloNobody: 'Hello',
  role: 'Role',
  roles: { admin: 'Administrator', manager: 'Regional manager', leader: 'Team leader', marketer: 'Marketer', rep: 'Sales rep' },
  company: 'Company',
  zone: 'Time zone',
  language: 'Language',
  languages: { vi: 'Tiếng Việt', en: 'English' },
  theme: 'Appearance',
  themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },
  keys: 'Single-letter keys (with a keyboard)',
  keyChoices: { on: 'On', off: 'Off' },
};
