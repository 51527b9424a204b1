// Where a runtime finds a model's file that is among the app's assets.
import ReactNativeBlobUtil from "react-native-blob-util";

/** Copies an asset of the app to where a runtime can open it, and returns its path. */
export async function assetPath(name: string): Promise<string> {
  const { fs } = ReactNativeBlobUtil;
  const path = `${fs.dirs.CacheDir}/${name}`;
  try {
    // Anew each time: an app that was updated has another model under the same name.
    if (await fs.exists(path)) await fs.unlink(path);
    await fs.cp(fs.asset(name), path);
  } catch {
    throw new Error(`${name} is not among the app's assets: README.md tells where it goes.`);
  }
  return path;
}
