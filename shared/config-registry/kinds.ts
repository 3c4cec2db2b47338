import { userKind } from '../access/user-config.ts';
import { outcomeKind } from '../call-log/outcome-config.ts';
import { formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import { competitorKind } from '../company/competitor-config.ts';
import type { ConfigKind } from '../config/kind.ts';
import { connectorKind } from '../connectors/connector-config.ts';
import { dateKind } from '../dates/date-config.ts';
import { fieldKind } from '../fields/field-config.ts';
import { letterTemplateKind } from '../letters/letter-config.ts';
import { lifecycleKind } from '../lifecycle/lifecycle-config.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import { offerKind } from '../offers/offer-config.ts';
import { pipelineKind } from '../opportunities/pipeline-config.ts';
import { topicKind } from '../preferences/topic-config.ts';
import { productKind } from '../products/product-config.ts';
import { qualificationKind } from '../qualification/qualification-config.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { territoryKind } from '../routing/territory-config.ts';
import { scoringKind } from '../scoring/scoring-config.ts';
import { segmentKind } from '../segments/segment-config.ts';
import { sequenceKind } from '../sequences/sequence-config.ts';
import { scriptKind } from '../texts/script-config.ts';
import { webhookKind } from '../webhooks/webhook-config.ts';

/** Every kind of configuration, in the order in which people are shown them. Whoever publishes reads this list; whoever reads needs none. */
export const configKinds: readonly ConfigKind[] = [
  companyKind,
  competitorKind,
  repKind,
  poolKind,
  territoryKind,
  userKind,
  fieldKind,
  formKind,
  templateKind,
  letterTemplateKind,
  scriptKind,
  scoringKind,
  lifecycleKind,
  productKind,
  offerKind,
  pipelineKind,
  outcomeKind,
  qualificationKind,
  segmentKind,
  sequenceKind,
  dateKind,
  topicKind,
  webhookKind,
  connectorKind,
];
