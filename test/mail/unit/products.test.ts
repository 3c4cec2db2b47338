import { beforeEach, describe, expect, it } from '@jest/globals';
import { mailProducts } from '../../../functions/send-mail/products.ts';
import type { GateParts } from '../../../shared/mail/gate-parts.ts';
import { type ClaimGuard, defineMail, filled, type MailProducts } from '../../../shared/mail/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { templates } from '../../../shared/nurture/generated/templates.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import type { Key } from '../../../shared/platform/keys.ts';
import { digests } from '../../support/digests.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';

const to = 'huong@example.com';
const values = { addressedAs: 'Anh/Chị', greetingName: '', phone: '', product: '' };
let world: MailWorld;
beforeEach(() => {
  world = new MailWorld();
  world.putLead();
});

/** The gate with another welcome: one that goes out whenever it is asked for, with these guards. */
function partsWith(guards?: readonly ClaimGuard[]): GateParts {
  const product = defineMail({
    kind: 'welcome',
    audience: 'lead',
    purpose: 'service',
    name: () => 'plain',
    gather: async () => ({ correlationId: 'c' }),
    plan: () => ({ act: 'send', to }),
    compose: () => ({ ...filled(templates.welcome, values), locale: 'vi', replyTo: null, reader: null }),
    ...(guards ? { guards: () => guards } : {}),
  });
  return { ...world.parts(), products: { ...mailProducts, welcome: product } };
}

/** Refuses when the item stands. */
const guardOf = (key: Key, why: string): ClaimGuard => ({
  write: { ConditionCheck: { Key: key, ConditionExpression: 'attribute_not_exists(pk)' } },
  refused: () => ({ act: 'skip', why }),
});
const ends = () => world.mails().map(({ mailId, status, reason }) => `${mailId} ${reason ?? status}`);

describe('a product of the gate', () => {
  it('stands under its own kind', () => {
    expect(Object.entries(mailProducts).map(([kind, product]) => [kind, product.kind])).toEqual(
      Object.keys(mailProducts).map((kind) => [kind, kind]),
    );
  });

  it('refuses what asks for another', () => {
    expect(() => mailProducts.welcome.idOf(asked('followUp'))).toThrow(CorruptItemError);
  });

  it('writes to no closed address, whatever it guards itself', async () => {
    world.table.seed({ pk: `ADDRESS#${digests.address(to)}`, sk: 'MAIL', suppression: { reason: 'complaint', at: 'x' } });

    await handleMailMessage(asked('welcome'), partsWith());

    expect([world.sent, ends()]).toEqual([[], ['welcome-plain suppressed']]);
  });

  const [one, other] = ['one', 'other'].map((sk) => ({ pk: 'GUARD', sk }));
  if (!one || !other) throw new Error('no keys');
  it.each<[string, Key[], string]>([
    ['none refuses', [], 'sent'],
    ['the first refuses', [one], 'becauseOfOne'],
    ['the second refuses', [other], 'becauseOfOther'],
    ['both refuse', [one, other], 'becauseOfOne'],
  ])('goes out by all its guards or says which one refused, here where %s', async (_case, standing, end) => {
    world.table.seed(...standing.map((key) => ({ ...key })));

    await handleMailMessage(asked('welcome'), partsWith([guardOf(one, 'becauseOfOne'), guardOf(other, 'becauseOfOther')]));

    expect(ends()).toEqual([`welcome-plain ${end}`]);
    expect(world.sent).toHaveLength(end === 'sent' ? 1 : 0);
  });

  it('does not compile where a kind has none, stands under another, or a template lacks a value', () => {
    const all: MailProducts = mailProducts;
    const { followUp, ...others } = mailProducts;
    // @ts-expect-error: a kind without a product
    const missing: MailProducts = others;
    // @ts-expect-error: a product under another kind
    const swapped: MailProducts = { ...all, welcome: followUp };
    // @ts-expect-error: a variable of the template without a value
    const unfilled = filled(templates.welcome, { addressedAs: 'Anh/Chị', greetingName: '', phone: '' });

    expect([missing, swapped, unfilled]).toHaveLength(3);
  });
});
