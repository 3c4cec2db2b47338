import { Action, type Scope } from '../../api/actions.ts';
import type { MeView } from '../../api/me/me-view.ts';
import { masksAnything, type Principal, readMaskRules, scopeOf, seesUnmasked } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { productKind } from '../products/product-config.ts';
import { repKind } from '../routing/rep-config.ts';

/** Tells a user who they are and what they may do; all of it is configuration, and in memory. */
export async function showMe(principal: Principal, config: ConfigReader): Promise<MeView> {
  const [users, reps, companies, products, forms, masks] = await Promise.all([
    config.current(userKind),
    config.current(repKind),
    config.current(companyKind),
    config.current(productKind),
    config.current(formKind),
    readMaskRules(config),
  ]);
  const company = companies.documents.get('company');
  const repId = principal.role === 'rep' ? principal.repId : null;
  const rep = repId === null ? undefined : reps.documents.get(repId);
  return {
    userId: principal.userId,
    role: principal.role,
    name: users.documents.get(principal.userId)?.name ?? rep?.name ?? null,
    repId,
    rights: rightsOf(principal),
    zone: rep?.zone ?? company?.timeZone ?? defaultTimeZone,
    locale: rep?.locale ?? company?.defaultLocale ?? 'vi',
    locales: ['vi', 'en'],
    company: company?.name ?? null,
    products: [...products.documents.values()].map(({ id, names }) => ({ productId: id, names })),
    features: {
      masking: masksAnything(masks) && !seesUnmasked(principal, masks),
      events: [...forms.documents.values()].some(({ event }) => event !== undefined),
      telegram: company?.telegram !== undefined,
    },
  };
}

function rightsOf(principal: Principal): Partial<Record<Action, Scope>> {
  const scopes = Action.options.map((action) => [action, scopeOf(principal, action)] as const);
  return Object.fromEntries(scopes.filter(([, scope]) => scope !== 'none'));
}
