// An example for runtimes without a camera of their own: VisionCamera's frames, scaled on the phone's graphics chip.
import { useCallback, useMemo, useRef, useState } from "react";
import { StyleSheet, View } from "react-native";
import { Camera, useCameraDevice, useCameraPermission, useFrameOutput } from "react-native-vision-camera";
import { useResizer } from "react-native-vision-camera-resizer";
import { createSynchronizable, scheduleOnRN } from "react-native-worklets";
import { readContract } from "../contract.js";
import { Message, Overlay, Times, sentence, useOpened, type Result } from "../screen";
import type { FrameDetector } from "./pixels";

/** `open` must be the same function each time; `json` is the model's contract. */
export function FrameScreen({ open, json }: { open: () => Promise<FrameDetector>; json: string | object }) {
  const { opened: detector, problem } = useOpened(open);
  const { hasPermission, canRequestPermission, requestPermission } = useCameraPermission();
  const device = useCameraDevice("back");
  const contract = useMemo(() => readContract(json), [json]);
  const [height, width] = contract.inputHw;
  const { resizer, error } = useResizer({
    width,
    height,
    channelOrder: contract.colour,
    dataType: "float32",
    scaleMode: contract.resize === "stretch" ? "stretch" : "contain",
    pixelLayout: "planar",
  });
  const [result, setResult] = useState<Result>();
  const [failure, setFailure] = useState<string>();
  const ended = useRef(Date.now());
  const hasAsked = useRef(false);
  const isBusy = useMemo(() => createSynchronizable(false), []);

  const look = useCallback(
    async (buffer: ArrayBuffer, width: number, height: number) => {
      try {
        if (!detector) return;
        const capture = Date.now() - ended.current;
        const found = await detector.detect({ width, height, pixels: new Float32Array(buffer) });
        setResult({ found, capture, width, height });
      } catch (reason) {
        setFailure(sentence(reason));
      } finally {
        ended.current = Date.now();
        isBusy.setBlocking(false);
      }
    },
    [detector, isBusy],
  );
  const output = useFrameOutput({
    pixelFormat: "yuv",
    enablePhysicalBufferRotation: true,
    onFrame(frame) {
      "worklet";
      // A frame that comes while one is looked at is let go: there is always the newest, and never a queue.
      if (resizer && !isBusy.getDirty()) {
        isBusy.setBlocking(true);
        const placed = resizer.resize(frame);
        // The resizer's memory is its own again after `dispose`.
        const pixels = placed.getPixelBuffer().slice(0);
        placed.dispose();
        scheduleOnRN(look, pixels, frame.width, frame.height);
      }
      frame.dispose();
    },
  });

  if (problem || failure) return <Message text={problem ?? failure ?? ""} />;
  if (error) return <Message text={`The phone's graphics chip can't scale the picture: ${error.message}.`} />;
  if (!hasPermission) {
    if (canRequestPermission && !hasAsked.current) {
      hasAsked.current = true;
      void requestPermission();
    }
    return <Message text="The app may not use the camera yet. Allow it, here or in the phone's settings." />;
  }
  if (!device) return <Message text="This phone has no camera at its back." />;
  if (!detector) return <Message text="Opening the model." />;
  // In a view of the picture's own shape the boxes lie where they were found.
  const aspectRatio = result ? result.width / result.height : 3 / 4;
  return (
    <View style={styles.screen}>
      <View style={{ aspectRatio }}>
        <Camera style={StyleSheet.absoluteFill} device={device} isActive outputs={[output]} resizeMode="contain" />
        {result && <Overlay result={result} classNames={contract.classNames} />}
      </View>
      {result && <Times result={result} />}
    </View>
  );
}

const styles = StyleSheet.create({ screen: { flex: 1, justifyContent: "center", backgroundColor: "black" } });
