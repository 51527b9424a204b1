// An example: the back camera, what the model finds in it, and how long that takes.
import { assetPath } from "../frames/assets";
import { FrameScreen } from "../frames/FrameScreen";
import { openDetector } from "./detector";
import { contract, model, thresholds } from "./model";

const open = async () => openDetector(await assetPath(model), contract, thresholds);

export default function DetectorScreen() {
  return <FrameScreen open={open} json={contract} />;
}
