import { mailProducts } from '../../functions/send-mail/products.ts';
import type { CompanyConfig } from '../../shared/company/company-config.ts';
import type { GateParts } from '../../shared/mail/gate-parts.ts';
import { type ClaimGuard, defineMail, filled } from '../../shared/mail/index.ts';
import { templates } from '../../shared/nurture/generated/templates.ts';
import { keys } from '../../shared/platform/keys.ts';
import { digests } from './digests.ts';
import { MailWorld } from './mail-world.ts';

/** The gate with a mail that advertises to the lead's own address, named by the post that asks for it as the welcome is. */
export class AdvertisingWorld extends MailWorld {
  mostPerDay = 3;
  atMost: CompanyConfig['advertisingAtMost'];
  /** What a claim asks of the address that the mail goes to. */
  open: (to: string, now: Date) => ClaimGuard = (to) => ({
    write: { ConditionCheck: { Key: keys.address(digests.address(to)), ConditionExpression: 'attribute_not_exists(suppression)' } },
    refused: () => ({ act: 'skip', why: 'refused' }),
  });

  override parts(): GateParts {
    const welcome = defineMail({
      kind: 'welcome',
      audience: 'lead',
      purpose: 'service',
      name: ({ submissionId }) => submissionId,
      gather: async () => ({ correlationId: 'c' }),
      plan: ({ lead }) => ({ act: 'send', to: lead.email ?? '', isProven: true }),
      compose: () => ({
        ...filled(templates.welcome, { addressedAs: 'Anh/Chị', greetingName: '', phone: '', product: '' }),
        locale: 'vi',
        replyTo: null,
        reader: null,
      }),
      advertising: (_matter, to, { now }) => ({
        open: this.open(to, now),
        limits: { mostPerDay: this.mostPerDay, atMost: this.atMost },
        refusalUrl: 'https://www.annhien.example/v1/unsubscribe/t',
      }),
    });
    return { ...super.parts(), products: { ...mailProducts, welcome } };
  }
}
