/** The person's NODE_OPTIONS are meant for their programs; Electron runs a fork as Node only when told to. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const electron = process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
  return { ...env, NODE_OPTIONS: undefined, ...electron };
}
