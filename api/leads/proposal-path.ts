import { z } from 'zod';
import { LeadIdInPath, ProposalIdInPath } from '../ids.ts';
import { exampleLeadId } from './lead-path.ts';

export const ProposalPath = z.object({ leadId: LeadIdInPath, proposalId: ProposalIdInPath });

/** Stands for a proposal in examples. */
export const exampleProposal = { leadId: exampleLeadId, proposalId: 'mV3x0Yk2hQ8dR1sT5uW7zA9bC4e' };
