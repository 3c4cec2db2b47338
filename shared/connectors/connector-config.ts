import { z } from 'zod';
import { formKind } from '../capture/form-config.ts';
import { defineKind } from '../config/kind.ts';
import { FormId, ProductId, SourceId } from '../platform/ids.ts';
import { productKind } from '../products/product-config.ts';
import { ConversionsConfig, conversionProblems } from './conversions-config.ts';
import { signerOf, signers } from './rules-signers.ts';

/** The platforms that post to us; `generic` is any landing builder, shop or automation. */
export const ConnectorType = z.enum(['generic', 'meta', 'google-ads', 'zalo', 'tiktok']);
export type ConnectorType = z.infer<typeof ConnectorType>;

/** One way by which a platform of the company's tells of people or orders. */
export const ConnectorConfig = z.strictObject({
  /** Stands in the address that the platform posts to, and as the source of what it tells. */
  id: SourceId,
  type: ConnectorType,
  /** What colleagues call it. */
  name: z.string().min(1).max(100),
  /** What its posts are: people, or orders with their buyers. */
  kind: z.enum(['leads', 'orders']).default('leads'),
  /** False: what it tells waits in quarantine until somebody has seen its samples and said what their fields are. */
  isApproved: z.boolean().default(false),
  /** Where leads say that they come from, where a post says nothing itself. @default - the type */
  source: z.string().min(1).max(60).optional(),
  campaign: z.string().min(1).max(200).optional(),
  /** Asked for by a post that names no product. */
  product: ProductId.optional(),
  /** The form whose rules the answers are read by: what qualifies, what goes to the profile, what opens another need. */
  form: FormId.optional(),
  /** The version of the text by which people agree to be contacted before they send. Left out: the platform shows none. */
  consentVersion: z.string().min(1).max(60).optional(),
  /** True: people agree to be tracked before they send, so that the click on an advertisement is kept. */
  hasTrackingConsent: z.boolean().default(false),
  /** What the fields of a post are, by their paths; a path that is not named is read by its own name. */
  mapping: z.record(z.string().min(1).max(200), z.string().min(1).max(80)).default({}),
  /** Of orders: the field that says whether one is paid, and what it says then. @default - an order with a day of payment is paid */
  paidWhen: z.strictObject({ path: z.string().min(1).max(200), is: z.array(z.string().min(1).max(60)).min(1).max(20) }).optional(),
  /** Counted up, everybody who knows the token of before knows nothing. */
  tokenVersion: z.number().int().positive().max(10_000).default(1),
  /** True: the token before is good as well, while the platform is given the new one. */
  acceptsPreviousToken: z.boolean().default(false),
  /** What a platform's own connector has to know beside, by names of its own. Nothing that is secret. */
  settings: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), z.string().max(500)).default({}),
  /** What the platform is told of what became of the people whom it brought. @default - nothing */
  conversions: ConversionsConfig.optional(),
});
export type ConnectorConfig = z.infer<typeof ConnectorConfig>;

/** Which platforms may tell of people. What they tell becomes leads, so only admins say which there are. */
export const connectorKind = defineKind({
  name: 'connectors',
  schema: ConnectorConfig,
  example: { id: 'landing-thang-12', type: 'generic', name: 'LadiPage tháng 12', mapping: { 'form.ho_ten': 'fullName' } },
  reserved: 'changes',
  references: (connectors, all) => {
    const products = new Set(all.of(productKind).map(({ id }) => id));
    const forms = new Set(all.of(formKind).map(({ id }) => id));
    const nobodySigns = `only ${Object.keys(signers).join(', ')} sign, and only posts of the type generic`;
    const ofEach = connectors.flatMap(({ product, form, type, settings }, index) => [
      ...(settings.signedBy === undefined || (type === 'generic' && signerOf({ settings }))
        ? []
        : [{ index, path: ['settings', 'signedBy'], message: nobodySigns }]),
      ...(product === undefined || products.has(product) ? [] : [{ index, path: ['product'], message: `there is no product ${product}` }]),
      ...(form === undefined || forms.has(form) ? [] : [{ index, path: ['form'], message: `there is no form ${form}` }]),
    ]);
    return [...ofEach, ...conversionProblems(connectors)];
  },
});
