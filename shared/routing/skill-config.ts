import { z } from 'zod';
import { TerritoryConditions } from './territory-conditions.ts';

/** A language, a product, a kind of customer: compared without regard to case and accents. */
export const Skill = z.string().trim().min(1).max(60);

/** Which leads of a pool ask for which skill. */
export const SkillNeed = z.object({ skill: Skill, when: TerritoryConditions });
export type SkillNeed = z.infer<typeof SkillNeed>;
