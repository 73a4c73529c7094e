/** The one file of a project's own settings, read by editor and command line alike. */
export const configName = '.imbalance-lens.json';
