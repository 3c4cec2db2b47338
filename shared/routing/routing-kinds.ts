import { companyKind } from '../company/company-config.ts';
import { poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { territoryKind } from './territory-config.ts';

/** The kinds of configuration that decide who gets a lead, by whose hours: whenever one of them is published, somebody may take what nobody could. */
export const routingKinds = [territoryKind, poolKind, repKind, companyKind] as const;
