import type { Locale } from '../leads/index.ts';
import { mailStyle } from '../mail/index.ts';
import type { TemplatePurpose } from './template-config.ts';

/** What the house says at the end of every mail. */
const words = {
  vi: {
    subscribed: 'Anh/Chị nhận thư này vì đã đăng ký nhận tin từ {{ company.name }}.',
    leave: 'Từ chối nhận thư quảng cáo',
    choose: 'Chọn nội dung muốn nhận',
  },
  en: {
    subscribed: 'You receive this because you subscribed to news from {{ company.name }}.',
    leave: 'Unsubscribe from advertising',
    choose: 'Choose what you want to get',
  },
} as const satisfies Record<Locale, unknown>;

/** Puts the sections of a template between sender and footer; advertising carries the links to leave and to choose topics. */
export function framed(sections: string, preheader: string, locale: Locale, purpose: TemplatePurpose): string {
  return `<mjml lang="${locale}">
<mj-head>
  <mj-title>{{ company.name }}</mj-title>
  <mj-preview>${preheader.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</mj-preview>
  <mj-attributes>
    <mj-all font-family="'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" />
    <mj-text font-size="16px" line-height="1.55" color="#1f2933" padding="0 0 12px" />
    <mj-section padding="12px 28px" background-color="#ffffff" css-class="paper" />
    <mj-column padding="0" />
    <mj-button align="left" background-color="#0b6e63" color="#ffffff" border-radius="8px" font-size="17px" font-weight="600" inner-padding="14px 26px" padding="4px 0 16px" />
  </mj-attributes>
  <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  <mj-style>${mailStyle}</mj-style>
</mj-head>
<mj-body background-color="#eef1f3" width="600px" css-class="frame">
  <mj-section padding="24px 28px 12px" background-color="transparent" css-class="brand">
    <mj-column><mj-text font-size="15px" font-weight="700" color="#0b6e63" padding="0">{{ company.name }}</mj-text></mj-column>
  </mj-section>
  ${edge('12px 12px 0 0', 14)}
  ${sections}
  ${edge('0 0 12px 12px', 8)}
  <mj-section padding="20px 28px 28px" background-color="transparent" css-class="quiet">
    <mj-column><mj-text font-size="13px" line-height="1.7" color="#5b6772" padding="0">${footerHtml(locale, purpose)}</mj-text></mj-column>
  </mj-section>
</mj-body>
</mjml>`;
}

/** Rounds the paper off, whatever sections lie between. */
const edge = (corners: string, height: number): string =>
  `<mj-section padding="0" border-radius="${corners}"><mj-column><mj-spacer height="${height}px" /></mj-column></mj-section>`;

function footerHtml(locale: Locale, purpose: TemplatePurpose): string {
  const { subscribed, leave, choose } = words[locale];
  const company =
    '<b>{{ company.name }}</b><br>{{ company.address }}<br>{{ company.phone }} · {{ company.email }}<br><a href="{{ company.websiteUrl | url }}">{{ company.websiteUrl }}</a>';
  if (purpose === 'service') return company;
  const link = (name: string, label: string) => `<a href="{{ links.${name} | url }}">${label}</a>`;
  return `${company}<br><br>${subscribed}<br>${link('preferencesUrl', choose)}<br>${link('unsubscribeUrl', leave)}`;
}

/** Returns what stands at the end of a mail's plain text. */
export function footerText(locale: Locale, purpose: TemplatePurpose): string {
  const { subscribed, leave, choose } = words[locale];
  const company =
    '--\n{{ company.name }}\n{{ company.address }}\n{{ company.phone }} · {{ company.email }}\n{{ company.websiteUrl | url }}';
  if (purpose === 'service') return company;
  return `${company}\n\n${subscribed}\n${leave}: {{ links.unsubscribeUrl | url }}\n${choose}: {{ links.preferencesUrl | url }}`;
}
