import { faultyRecipes } from './faultyRecipes.ts';
import { healthyRecipes } from './healthyRecipes.ts';
import type { Recipe } from './training.ts';

/** All recipes, in the order of the pack. */
export const recipes: readonly Recipe[] = [...healthyRecipes, ...faultyRecipes];
