import { analyse } from './analysis/analyse.ts';
import { openReader } from './analysis/openReader.ts';
import { runEngine } from './engine/runEngine.ts';

runEngine({ openReader, analyse }, process);
