; The installer of Windows. windows_files.py gives the names in braces by /D.
#ifndef Version
  #error Run it through packaging/build.py
#endif

[Setup]
AppId={#Name}
AppName={#Title}
AppVersion={#Version}
AppPublisher=Detection Studio
WizardStyle=modern
DefaultDirName={autopf}\{#Title}
DefaultGroupName={#Title}
DisableProgramGroupPage=yes
; For the person alone, who needs no administrator; or for all, when asked.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
ChangesEnvironment=yes
Compression=lzma2/normal
SolidCompression=yes
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\studio-window.exe
LicenseFile={#Program}\LICENSE.txt
OutputDir={#Folder}
OutputBaseFilename={#File}

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "association"; Description: "Open .data and .yaml files with {#Title} from the menu ""Open with"""
Name: "path"; Description: "Put the command studio on the PATH"; Flags: unchecked

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\{#Title}"; Filename: "{app}\studio-window.exe"
Name: "{group}\{cm:UninstallProgram,{#Title}}"; Filename: "{uninstallexe}"
Name: "{autodesktop}\{#Title}"; Filename: "{app}\studio-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\{#Name}.dataset"; ValueType: string; ValueData: "Dataset"; Flags: uninsdeletekey; Tasks: association
Root: HKA; Subkey: "Software\Classes\{#Name}.dataset\DefaultIcon"; ValueType: string; ValueData: "{app}\studio-window.exe,0"; Tasks: association
Root: HKA; Subkey: "Software\Classes\{#Name}.dataset\shell\open\command"; ValueType: string; ValueData: """{app}\studio-window.exe"" ""%1"""; Tasks: association
Root: HKA; Subkey: "Software\Classes\.data\OpenWithProgids"; ValueType: string; ValueName: "{#Name}.dataset"; ValueData: ""; Flags: uninsdeletevalue; Tasks: association
Root: HKA; Subkey: "Software\Classes\.yaml\OpenWithProgids"; ValueType: string; ValueName: "{#Name}.dataset"; ValueData: ""; Flags: uninsdeletevalue; Tasks: association
Root: HKA; Subkey: "Software\Classes\.yml\OpenWithProgids"; ValueType: string; ValueName: "{#Name}.dataset"; ValueData: ""; Flags: uninsdeletevalue; Tasks: association
Root: HKA; Subkey: "Software\Classes\Directory\shell\{#Name}"; ValueType: string; ValueData: "Open with {#Title}"; Flags: uninsdeletekey; Tasks: association
Root: HKA; Subkey: "Software\Classes\Directory\shell\{#Name}\command"; ValueType: string; ValueData: """{app}\studio-window.exe"" ""%1"""; Tasks: association
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath

[Run]
Filename: "{app}\studio-window.exe"; Description: "{cm:LaunchProgram,{#Title}}"; Flags: nowait postinstall skipifsilent

[Code]
function OnPath(): String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Result) then
    Result := '';
end;

function IsNotOnPath(): Boolean;
begin
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(OnPath()) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Paths, Own: String;
  Place: Integer;
begin
  if Step <> usPostUninstall then
    exit;
  Paths := OnPath();
  Own := ';' + ExpandConstant('{app}');
  Place := Pos(Uppercase(Own), Uppercase(Paths));
  if Place > 0 then begin
    Delete(Paths, Place, Length(Own));
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Paths);
  end;
end;
