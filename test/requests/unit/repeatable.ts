import { callRoutes } from './repeatable/calls.ts';
import { companyRoutes } from './repeatable/companies.ts';
import { configRoutes } from './repeatable/config.ts';
import { erasureRoutes } from './repeatable/erasures.ts';
import { heldRoutes } from './repeatable/held.ts';
import { lateActRoutes } from './repeatable/late-acts.ts';
import { mailRoutes } from './repeatable/mail.ts';
import { mergeRoutes } from './repeatable/merges.ts';
import { noteRoutes } from './repeatable/notes.ts';
import { nurtureRoutes } from './repeatable/nurture.ts';
import { opportunityRoutes } from './repeatable/opportunities.ts';
import { ownRoutes } from './repeatable/own.ts';
import { purchaseRoutes } from './repeatable/purchases.ts';
import { recordRoutes } from './repeatable/records.ts';
import { registrationRoutes } from './repeatable/registrations.ts';
import { rightsRoutes } from './repeatable/rights.ts';
import { routingRoutes } from './repeatable/routing.ts';
import { spendRoutes } from './repeatable/spend.ts';
import { splitRoutes } from './repeatable/splits.ts';
import { textRoutes } from './repeatable/texts.ts';
import { webhookRoutes } from './repeatable/webhooks.ts';

/** Every route with a token that writes, with a case in a file of its room. */
export const writingRoutes = {
  ...recordRoutes,
  ...mergeRoutes,
  ...erasureRoutes,
  ...registrationRoutes,
  ...rightsRoutes,
  ...companyRoutes,
  ...noteRoutes,
  ...textRoutes,
  ...heldRoutes,
  ...lateActRoutes,
  ...routingRoutes,
  ...splitRoutes,
  ...ownRoutes,
  ...callRoutes,
  ...opportunityRoutes,
  ...purchaseRoutes,
  ...nurtureRoutes,
  ...webhookRoutes,
  ...spendRoutes,
  ...mailRoutes,
  ...configRoutes,
} as const;
