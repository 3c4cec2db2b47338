import type { CompanyConfig } from '../../shared/company/company-config.ts';
import { documentsOf, publishConfig } from './publish-config.ts';
import type { Runtime } from './runtime.ts';

/** Limits that nothing here reaches. */
export const noMailLimits: CompanyConfig['mailLimits'] = { perTenMinutes: 100_000, perDay: 1_000_000, perDomainAndDay: 1_000_000 };

/** Publishes a company whose mails to strangers have no ceiling, for who posts a month's leads in minutes. */
export const liftMailLimits = (runtime: Runtime): Promise<void> => publishMailLimits(runtime, noMailLimits);

/** Publishes other limits of mails to strangers. The runtime has to be its own. */
export async function publishMailLimits(runtime: Runtime, mailLimits: CompanyConfig['mailLimits']): Promise<void> {
  const companies = await documentsOf(runtime, 'company');
  await publishConfig(
    runtime,
    'company',
    companies.map((company) => ({ ...company, mailLimits })),
  );
}
